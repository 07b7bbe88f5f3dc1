"""Published lists: one reader per form, a catalogue of sources, a store of what was read."""
