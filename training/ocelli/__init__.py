"""Training of the embedded packs: the models of the papers, their losses, and the export to packs."""
