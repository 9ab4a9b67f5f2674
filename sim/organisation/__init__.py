"""Rules of self-organisation. One file each: `MEMBER_ROOTS`, `cocreation(p)`, and `organise(economy, day)`."""
