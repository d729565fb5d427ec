"""The site: a corpus becomes pages, pages become a folder, and MkDocs makes a site of that folder.

`publishable` is the one door through which gold comes in; `pages/` has a file for each kind of page,
`links` every address there is, `staging` the only writing. MkDocs is known to `plugin` alone.
"""
