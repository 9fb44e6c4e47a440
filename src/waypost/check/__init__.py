"""What is wrong with what was made: links, anchors, feeds, markup."""
