package dev.cartwright.http;

import dev.cartwright.wire.ApiError;
import dev.cartwright.wire.ApiErrors;

/// What an endpoint says to somebody who may not use it, in WooCommerce's words.
public enum Refusal {
    LIST,
    VIEW,
    EDIT,
    DELETE;

    /// To somebody who did not say who she is.
    ApiError unknown() {
        return switch (this) {
            case LIST -> ApiErrors.cannotList(401);
            case VIEW -> ApiErrors.cannotView(401);
            case EDIT -> ApiErrors.cannotEdit(401);
            case DELETE -> ApiErrors.cannotDelete(401);
        };
    }

    /// To somebody known whose user lacks the capability. The contract has one code for it.
    ApiError incapable() {
        return this == LIST ? ApiErrors.cannotList(403) : ApiErrors.cannotView(403);
    }
}
