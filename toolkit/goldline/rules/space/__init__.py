"""All facts there can be, for one criterion or for two versions of it: as grids, boxes and walks."""
