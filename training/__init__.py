"""Train the encoder and its heads; needs the extra `training` and data that is not in this repository."""
