package dev.cartwright.access;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an empty store has: WordPress's and WooCommerce's roles, and user 1.
public final class DefaultRoles {
    public static final List<Role> ALL =
            List.of(
                    new Role(
                            "administrator",
                            "Administrator",
                            Set.of(
                                    "read",
                                    "manage_options",
                                    "list_users",
                                    "create_users",
                                    "edit_users",
                                    "delete_users",
                                    "promote_users",
                                    "remove_users",
                                    "export",
                                    "import",
                                    "edit_posts",
                                    "edit_others_posts",
                                    "publish_posts",
                                    "manage_woocommerce",
                                    "view_woocommerce_reports",
                                    "manage_product_terms",
                                    "edit_products",
                                    "edit_shop_orders",
                                    "edit_shop_coupons")),
                    new Role("author", "Author", Set.of("read", "edit_posts", "publish_posts")),
                    new Role("contributor", "Contributor", Set.of("read", "edit_posts")),
                    new Role("customer", "Customer", Set.of("read")),
                    new Role(
                            "editor",
                            "Editor",
                            Set.of("read", "edit_posts", "edit_others_posts", "publish_posts")),
                    new Role(
                            "shop_manager",
                            "Shop manager",
                            Set.of(
                                    "read",
                                    "list_users",
                                    "export",
                                    "import",
                                    "edit_posts",
                                    "edit_others_posts",
                                    "publish_posts",
                                    "manage_woocommerce",
                                    "view_woocommerce_reports",
                                    "manage_product_terms",
                                    "edit_products",
                                    "edit_shop_orders",
                                    "edit_shop_coupons")),
                    new Role("subscriber", "Subscriber", Set.of("read")));

    public static final User ADMIN = placeholder("admin");

    /// Where the placeholder goes when somebody else called `admin` is imported.
    static final User ADMIN_BESIDE_AN_IMPORTED_ONE = placeholder("local-admin");

    private DefaultRoles() {}

    private static User placeholder(String login) {
        return new User(1, login, "", login, null, List.of("administrator"), Map.of());
    }
}
