package dev.cartwright.woocommerce;

import java.util.Map;
import java.util.Set;

/// What a shop knows of a customer with an account; what is unknown is the empty string.
public record Account(String email, String firstName, String lastName) {
    public static final Account UNKNOWN = new Account("", "", "");

    /// The fields of a user's data that tell it; `user_email` is a column beside them.
    public static final Set<String> FIELDS =
            Set.of(
                    "billing_email",
                    "billing_first_name",
                    "billing_last_name",
                    "first_name",
                    "last_name");

    /// @param fields by name, `user_email` among them
    public static Account of(Map<String, String> fields) {
        boolean billing =
                fields.containsKey("billing_first_name") || fields.containsKey("billing_last_name");
        String names = billing ? "billing_" : "";
        String email = field(fields, "billing_email");
        return new Account(
                email.isBlank() ? field(fields, "user_email") : email,
                field(fields, names + "first_name"),
                field(fields, names + "last_name"));
    }

    private static String field(Map<String, String> fields, String name) {
        return Scalars.clean(fields.getOrDefault(name, ""), 500);
    }
}
