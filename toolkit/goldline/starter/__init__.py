"""What `goldline init` starts from: content by modality, scales, and the files around them. Data only."""
