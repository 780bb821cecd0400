package dev.cartwright.wire;

import tools.jackson.databind.JsonNode;

/// A JSON body that parsed, within the limits of size and depth.
public record JsonInput(JsonNode tree) {}
