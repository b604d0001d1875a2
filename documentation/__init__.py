"""How the documentation is made: ``make docs``, ``make pictures``.

- ``diagrams``: the diagrams of the architecture, drawn from the import graph, the import contracts and the functions named in them
- ``hooks``: what MkDocs does beyond its own: files of the repository as pages, links that leave ``docs/``
- ``pictures``: pictures of the real widget and of the real summary
- ``examples``: requests and replies in the pages, compared with what a running Quiver says
- ``svg``: boxes, text and arrows
"""
