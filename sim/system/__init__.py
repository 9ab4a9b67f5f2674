"""The operating system: files, folders, memory, processes, and text for terminals."""
