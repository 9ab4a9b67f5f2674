"""Rules of self-organisation. One file each: `talks(p)`, `cocreation(p)`, `liveliness(p)`, and
`organise(economy, day)`."""
