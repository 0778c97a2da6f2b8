"""Paper: certificates, posters and notices as PDF bytes, and their pages as pictures.

Plain data and Texts come in, bytes go out. Nothing here reads the records, asks a person or knows
a window; the preview and the printer get the very bytes that are saved.
"""
