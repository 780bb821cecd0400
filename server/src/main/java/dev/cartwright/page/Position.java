package dev.cartwright.page;

/// A place in an ordered list, between two rows: the next page starts behind it.
///
/// @param value what the list is ordered by, as text; the store knows how to read it
/// @param id breaks ties, so that pages never overlap
/// @param backwards the page that ends before this place is wanted, not the one behind it
public record Position(String value, long id, boolean backwards) {}
