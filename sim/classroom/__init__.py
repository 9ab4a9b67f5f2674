"""The class room: a live economy on the projector, followed and steered from phones."""
