/// The log of acts: how it is sealed so that nobody changes it unseen, and who saw personal data.
@NullMarked
package dev.cartwright.audit;

import org.jspecify.annotations.NullMarked;
