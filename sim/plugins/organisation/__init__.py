"""Rules of self-organisation. One file each: `talks(p)`, `cocreation(p)`, and `organise(economy, day)`."""
