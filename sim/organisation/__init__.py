"""Rules of self-organisation. One file each: `member_roots`, `cocreation`, and `organise(economy, day)`."""
