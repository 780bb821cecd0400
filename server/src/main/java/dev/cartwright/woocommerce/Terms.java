package dev.cartwright.woocommerce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Types of products and the options of shop-wide attributes.
final class Terms {
    private static final String TYPE = "product_type";
    private static final String ATTRIBUTE = "pa_";

    private final Map<Long, Term> byTaxonomyId = new HashMap<>();
    private final Map<String, String> labels = new HashMap<>();

    private record Term(String taxonomy, String slug, String name) {}

    static Terms read(ShopTables dump, Site site) throws IOException {
        var terms = new Terms();
        Map<Long, List<Place>> places = new HashMap<>();
        dump.rows(
                site.table("term_taxonomy"),
                List.of("term_taxonomy_id", "term_id", "taxonomy"),
                row -> {
                    String taxonomy = row.text("taxonomy").intern();
                    if (taxonomy.equals(TYPE) || taxonomy.startsWith(ATTRIBUTE)) {
                        places.computeIfAbsent(row.number("term_id"), _ -> new ArrayList<>(1))
                                .add(new Place(row.number("term_taxonomy_id"), taxonomy));
                    }
                });
        dump.rows(
                site.table("terms"),
                List.of("term_id", "name", "slug"),
                row -> {
                    for (Place place : places.getOrDefault(row.number("term_id"), List.of())) {
                        var term = new Term(place.taxonomy, row.text("slug"), row.text("name"));
                        terms.byTaxonomyId.put(place.id, term);
                    }
                });
        dump.rows(
                site.table("woocommerce_attribute_taxonomies"),
                List.of("attribute_name", "attribute_label"),
                row ->
                        terms.labels.put(
                                ATTRIBUTE + row.text("attribute_name"),
                                row.text("attribute_label")));
        return terms;
    }

    private record Place(long id, String taxonomy) {}

    boolean known(long taxonomyId) {
        return byTaxonomyId.containsKey(taxonomyId);
    }

    /// WooCommerce takes a product without a type for a simple one.
    String type(ProductDraft product) {
        for (long id : product.terms) {
            Term term = byTaxonomyId.get(id);
            if (term != null && term.taxonomy.equals(TYPE)) {
                return term.slug;
            }
        }
        return "simple";
    }

    /// Shown names of the options that this product has, by slug.
    Map<String, String> options(ProductDraft product, String taxonomy) {
        Map<String, String> options = new LinkedHashMap<>();
        for (long id : product.terms) {
            Term term = byTaxonomyId.get(id);
            if (term != null && term.taxonomy.equals(taxonomy)) {
                options.put(term.slug, term.name);
            }
        }
        return options;
    }

    /// What a shop-wide attribute is called; its bare name when nobody named it.
    String label(String taxonomy) {
        String label = labels.getOrDefault(taxonomy, "");
        if (!label.isEmpty()) {
            return label;
        }
        return taxonomy.startsWith(ATTRIBUTE) ? taxonomy.substring(ATTRIBUTE.length()) : taxonomy;
    }
}
