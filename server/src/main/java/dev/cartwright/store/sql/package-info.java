/// SQL on SQLite and PostgreSQL: one class per table, one writer, and the small dialect between
/// them.
///
/// The only package that imports `java.sql`.
@NullMarked
package dev.cartwright.store.sql;

import org.jspecify.annotations.NullMarked;
