/* Before anything is drawn: what only scripts can use is shown from the start, so that nothing jumps later. */
document.documentElement.classList.add("gl-js");
