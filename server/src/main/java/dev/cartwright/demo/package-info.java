/// A believable shop from a fixed seed, for trying the server out. Stands on the features.
@NullMarked
package dev.cartwright.demo;

import org.jspecify.annotations.NullMarked;
