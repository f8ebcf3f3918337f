"""From decoded characters to an article with a layout: offsets are fixed from here on."""
