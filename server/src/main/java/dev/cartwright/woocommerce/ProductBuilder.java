package dev.cartwright.woocommerce;

import dev.cartwright.php.PhpReader;
import dev.cartwright.php.PhpResult;
import dev.cartwright.php.PhpValue;
import dev.cartwright.shop.Product;
import dev.cartwright.woocommerce.ProductDraft.AttributeDraft;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes complete products of drafts: a variation gets from its parent what WooCommerce lets it
/// inherit.
///
/// Source: `class-wc-product-variation.php` and `class-wc-product-variation-data-store-cpt.php`.
final class ProductBuilder {
    private final Map<Long, ProductDraft> drafts;
    private final Terms terms;
    private final Pictures pictures;
    private final ShopOptions options;

    ProductBuilder(
            Map<Long, ProductDraft> drafts, Terms terms, Pictures pictures, ShopOptions options) {
        this.drafts = drafts;
        this.terms = terms;
        this.pictures = pictures;
        this.options = options;
    }

    Product build(ProductDraft draft) {
        ProductDraft parent = draft.variation ? drafts.get(draft.parentId) : null;
        ProductDraft stockKeeper = stockKeeper(draft, parent);
        ProductDraft family = parent == null ? draft : parent;
        return new Product(
                draft.id,
                draft.variation ? draft.parentId : 0,
                draft.variation ? "variation" : terms.type(draft),
                name(draft, parent),
                family.title,
                family.slug,
                inherited(draft, parent, ProductMeta.SKU),
                Prices.minor(draft.get(ProductMeta.PRICE), options.currency().minorUnit()),
                inherited(draft, parent, ProductMeta.WEIGHT),
                inherited(draft, parent, ProductMeta.LENGTH),
                inherited(draft, parent, ProductMeta.WIDTH),
                inherited(draft, parent, ProductMeta.HEIGHT),
                image(draft, parent),
                draft.get(ProductMeta.VIRTUAL).equals("yes"),
                family.get(ProductMeta.SOLD_INDIVIDUALLY).equals("yes"),
                orElse(stockKeeper.get(ProductMeta.BACKORDERS), "no"),
                orElse(draft.get(ProductMeta.STOCK_STATUS), "instock"),
                stock(stockKeeper),
                draft.published() && family.published() && (parent != null || !draft.variation),
                shownAttributes(family));
    }

    private static String orElse(String value, String otherwise) {
        return value.isEmpty() ? otherwise : value;
    }

    private static String inherited(
            ProductDraft draft, @Nullable ProductDraft parent, ProductMeta meta) {
        String own = draft.get(meta);
        return own.isEmpty() && parent != null ? parent.get(meta) : own;
    }

    /// Whose stock counts: the variation's own where it keeps one, else its parent's.
    private static ProductDraft stockKeeper(ProductDraft draft, @Nullable ProductDraft parent) {
        if (parent == null || draft.get(ProductMeta.MANAGE_STOCK).equals("yes")) {
            return draft;
        }
        return parent.get(ProductMeta.MANAGE_STOCK).equals("yes") ? parent : draft;
    }

    private @Nullable Integer stock(ProductDraft keeper) {
        boolean kept = keeper.get(ProductMeta.MANAGE_STOCK).equals("yes");
        if (!kept || !options.stockManaged()) {
            return null;
        }
        var number = new Scalars(0, ".", new ArrayList<>());
        PhpValue typed = PhpValue.Text.of(keeper.get(ProductMeta.STOCK));
        return Math.clamp(
                number.number(typed, "").longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private String image(ProductDraft draft, @Nullable ProductDraft parent) {
        long own = Pictures.attachment(draft.get(ProductMeta.THUMBNAIL));
        if (own == 0 && parent != null) {
            own = Pictures.attachment(parent.get(ProductMeta.THUMBNAIL));
        }
        return own == 0 ? "" : pictures.url(own);
    }

    /// WooCommerce keeps the shown name of a variation as its post's title; older ones are called
    /// `Variation #35 of Hoodie` until they are read again, and are named here as it would then.
    private String name(ProductDraft draft, @Nullable ProductDraft parent) {
        boolean stale = draft.title.isEmpty() || draft.title.startsWith("Variation #");
        if (parent == null || !stale) {
            return draft.title;
        }
        String options = chosenOptions(draft, parent);
        return options.isEmpty() ? parent.title : parent.title + " - " + options;
    }

    /// None with three attributes or more, nor when one of several has two words.
    private String chosenOptions(ProductDraft draft, ProductDraft parent) {
        List<AttributeDraft> varying =
                parent.attributes.stream().filter(AttributeDraft::varies).toList();
        boolean wordy = varying.stream().anyMatch(attribute -> attribute.key().contains("-"));
        if (varying.size() > 2 || varying.size() == 2 && wordy) {
            return "";
        }
        var shown = new ArrayList<String>();
        for (AttributeDraft attribute : varying) {
            String slug = draft.chosen.getOrDefault("attribute_" + attribute.key(), "");
            if (!slug.isEmpty()) {
                shown.add(options(parent, attribute).getOrDefault(slug, slug));
            }
        }
        return String.join(", ", shown);
    }

    private Map<String, Product.Attribute> shownAttributes(ProductDraft family) {
        Map<String, Product.Attribute> shown = new LinkedHashMap<>();
        for (AttributeDraft attribute : family.attributes) {
            if (attribute.varies()) {
                String label =
                        attribute.shopWide() ? terms.label(attribute.key()) : attribute.name();
                shown.put(
                        "attribute_" + attribute.key(),
                        new Product.Attribute(label, options(family, attribute)));
            }
        }
        return shown;
    }

    private Map<String, String> options(ProductDraft family, AttributeDraft attribute) {
        return attribute.shopWide() ? terms.options(family, attribute.key()) : Map.of();
    }

    /// `_product_attributes`; none when it is damaged.
    static List<AttributeDraft> attributes(byte[] serialized) {
        if (!(PhpReader.read(serialized) instanceof PhpResult.Decoded(PhpValue value, _, _))) {
            return List.of();
        }
        var attributes = new ArrayList<AttributeDraft>();
        PhpData.entries(value)
                .forEach(
                        (key, one) ->
                                attributes.add(
                                        new AttributeDraft(
                                                key.string().intern(),
                                                Scalars.words(PhpData.get(one, "name")).intern(),
                                                flag(one, "is_taxonomy"),
                                                flag(one, "is_variation"))));
        return attributes;
    }

    private static boolean flag(PhpValue attribute, String name) {
        String word = Scalars.words(PhpData.get(attribute, name));
        return !word.isEmpty() && !word.equals("0");
    }
}
