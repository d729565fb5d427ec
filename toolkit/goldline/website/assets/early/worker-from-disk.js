/* Search on pages opened from a folder on disk. Browsers start no worker there, so the search's script
   runs in a hidden frame that answers to the same calls. On a server this file does nothing. */
(function () {
  "use strict";
  if (location.protocol !== "file:") { return; }

  function load(inside, address) {
    return new Promise(function (resolve, reject) {
      var script = inside.document.createElement("script");
      script.src = address;
      script.onload = resolve;
      script.onerror = function () { reject(new Error(address + " cannot be loaded")); };
      inside.document.body.appendChild(script);
    });
  }

  function DiskWorker(address) {
    var outside = new EventTarget();
    var frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = "Search";
    document.body.appendChild(frame);
    var inside = frame.contentWindow;
    inside.postMessage = function (data) {
      outside.dispatchEvent(new MessageEvent("message", { data: data }));
    };
    inside.importScripts = function () {
      return Promise.all(Array.prototype.map.call(arguments, function (one) { return load(inside, one); }));
    };
    var ready = load(inside, new URL(address, location.href).href);
    outside.postMessage = function (data) {
      ready.then(function () {
        inside.dispatchEvent(new inside.MessageEvent("message", { data: data }));
      });
    };
    outside.terminate = function () { frame.remove(); };
    return outside;
  }

  // The search's script looks for this name to learn that it is in a frame.
  window.IFrameWorker = DiskWorker;
  window.Worker = DiskWorker;
})();
