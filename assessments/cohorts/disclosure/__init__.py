"""What may be told of figures about many: the one place where cells become figures.

Whatever leaves the program has been through `protecting`, and nothing else turns counts of
companies into something that is shown. docs/disclosure.md has threats, method and proof.
"""
