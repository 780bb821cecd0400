package dev.cartwright.woocommerce;

import dev.cartwright.shop.Coupon;
import dev.cartwright.shop.Product;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Products and coupons of a shop, or of a part of it.
///
/// @param placeholder the address of the picture that stands in for none
public record ShopCatalogue(List<Product> products, List<Coupon> coupons, String placeholder) {
    /// Names in `postmeta` of what is read; others that begin with `attribute_` are too.
    public static final Set<String> META = names();

    public ShopCatalogue {
        products = List.copyOf(products);
        coupons = List.copyOf(coupons);
    }

    /// @param tables may leave out rows of other products; of variations, the parents are needed
    public static ShopCatalogue read(ShopTables tables, String prefix, ShopOptions options)
            throws IOException {
        var catalogue = new Catalogue(tables, new Site(prefix, prefix), options);
        var products = new ArrayList<Product>();
        String placeholder = catalogue.read(Integer.MAX_VALUE, products::addAll);
        return new ShopCatalogue(products, catalogue.coupons(), placeholder);
    }

    private static Set<String> names() {
        var names = new HashSet<>(ProductMeta.keys());
        names.addAll(
                List.of(
                        "_product_attributes",
                        "discount_type",
                        "coupon_amount",
                        "_wp_attached_file",
                        "_wp_attachment_metadata"));
        return Set.copyOf(names);
    }
}
