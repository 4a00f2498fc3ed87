"""The commands of the command line, a module each; thin: what they do can be had in Python as well."""
