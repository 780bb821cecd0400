/// Who is calling and what they may do: consumer keys, users, roles, the check of a credential.
///
/// No SQL, HTTP or JSON here, and nothing of the other features.
@NullMarked
package dev.cartwright.access;

import org.jspecify.annotations.NullMarked;
