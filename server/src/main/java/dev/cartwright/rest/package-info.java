/// How the faces of the API read what a request says, whatever it is about.
@NullMarked
package dev.cartwright.rest;

import org.jspecify.annotations.NullMarked;
