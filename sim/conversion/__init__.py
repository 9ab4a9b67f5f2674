"""Rules by which strangers become fans. One file each: parameters, a rule about one member, and its loop `step`."""
