package dev.cartwright.woocommerce;

import dev.cartwright.shop.Coupon;
import dev.cartwright.shop.Product;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Gathers products and coupons from posts, their data, terms and pictures.
final class Catalogue {
    private static final String CHOSEN = "attribute_";

    private final ShopTables dump;
    private final Site site;
    private final ShopOptions options;
    private final Map<Long, ProductDraft> products = new LinkedHashMap<>();
    private final Map<Long, CouponDraft> coupons = new LinkedHashMap<>();

    private static final class CouponDraft {
        private final String code;
        private final boolean published;
        private String type = "fixed_cart";
        private String amount = "0";

        CouponDraft(DumpRow post) {
            code = post.text("post_title").strip().toLowerCase(Locale.ROOT);
            published = post.text("post_status").equals("publish");
        }
    }

    Catalogue(ShopTables dump, Site site, ShopOptions options) {
        this.dump = dump;
        this.site = site;
        this.options = options;
    }

    /// Hands products out in steps, parents' facts filled in, and returns the address of the
    /// picture that stands in for none.
    ///
    /// @param handler takes at most `step` at a time
    String read(int step, Consumer<List<Product>> handler) throws IOException {
        readPosts();
        readMeta();
        fillSkus();
        Terms terms = Terms.read(dump, site);
        readRelations(terms);
        Pictures pictures = Pictures.read(dump, site, options.uploads(), wantedPictures());
        var builder = new ProductBuilder(products, terms, pictures, options);
        var batch = new ArrayList<Product>();
        for (ProductDraft draft : products.values()) {
            batch.add(builder.build(draft));
            if (batch.size() == step) {
                handler.accept(List.copyOf(batch));
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            handler.accept(batch);
        }
        String placeholder = options.placeholderImage();
        long attachment = Pictures.attachment(placeholder);
        return attachment == 0 ? placeholder : pictures.url(attachment);
    }

    List<Coupon> coupons() {
        var all = new ArrayList<Coupon>();
        coupons.forEach(
                (id, draft) -> {
                    if (!draft.code.isEmpty()) {
                        all.add(
                                new Coupon(
                                        id, draft.code, draft.type, draft.amount, draft.published));
                    }
                });
        return all;
    }

    private void readPosts() throws IOException {
        dump.rows(
                site.table("posts"),
                List.of("ID", "post_title", "post_name", "post_status", "post_type", "post_parent"),
                row -> {
                    if (row.text("post_status").equals("auto-draft")) {
                        return;
                    }
                    switch (row.text("post_type")) {
                        case "product", "product_variation" ->
                                products.put(row.number("ID"), new ProductDraft(row));
                        case "shop_coupon" -> coupons.put(row.number("ID"), new CouponDraft(row));
                        default -> {}
                    }
                });
    }

    private void readMeta() throws IOException {
        dump.rows(
                site.table("postmeta"),
                List.of("post_id", "meta_key", "meta_value"),
                row -> {
                    long id = row.number("post_id");
                    ProductDraft product = products.get(id);
                    CouponDraft coupon = coupons.get(id);
                    if (product != null) {
                        productMeta(product, row);
                    } else if (coupon != null) {
                        couponMeta(coupon, row);
                    }
                });
    }

    private static void productMeta(ProductDraft product, DumpRow row) {
        String key = row.text("meta_key");
        byte[] value = row.bytes("meta_value");
        if (value == null) {
            return;
        }
        ProductMeta meta = ProductMeta.of(key);
        if (meta == ProductMeta.PRICE) {
            product.put(meta, Prices.lower(product.get(meta), row.text("meta_value")));
        } else if (meta != null) {
            product.put(meta, row.text("meta_value"));
        } else if (key.equals("_product_attributes")) {
            product.attributes = ProductBuilder.attributes(value);
        } else if (product.variation && key.startsWith(CHOSEN)) {
            product.chosen.put(key.intern(), row.text("meta_value").intern());
        }
    }

    private static void couponMeta(CouponDraft coupon, DumpRow row) {
        switch (row.text("meta_key")) {
            case "discount_type" -> coupon.type = row.text("meta_value");
            case "coupon_amount" -> coupon.amount = row.text("meta_value");
            default -> {}
        }
    }

    /// Some importers fill the look-up table only.
    private void fillSkus() throws IOException {
        dump.rows(
                site.table("wc_product_meta_lookup"),
                List.of("product_id", "sku"),
                row -> {
                    ProductDraft product = products.get(row.number("product_id"));
                    if (product != null && product.get(ProductMeta.SKU).isEmpty()) {
                        product.put(ProductMeta.SKU, row.text("sku"));
                    }
                });
    }

    private void readRelations(Terms terms) throws IOException {
        dump.rows(
                site.table("term_relationships"),
                List.of("object_id", "term_taxonomy_id"),
                row -> {
                    ProductDraft product = products.get(row.number("object_id"));
                    if (product != null && terms.known(row.number("term_taxonomy_id"))) {
                        product.terms.add(row.number("term_taxonomy_id"));
                    }
                });
    }

    private Set<Long> wantedPictures() {
        Set<Long> wanted = new HashSet<>();
        for (ProductDraft product : products.values()) {
            wanted.add(Pictures.attachment(product.get(ProductMeta.THUMBNAIL)));
        }
        wanted.add(Pictures.attachment(options.placeholderImage()));
        wanted.remove(0L);
        return wanted;
    }
}
