/// Replays what a real WordPress with CoCart answered.
package dev.cartwright.replay;
