package dev.cartwright.demo;

import dev.cartwright.shop.Coupon;
import dev.cartwright.shop.Product;
import dev.cartwright.shop.Product.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the demo sells.
final class DemoCatalogue {
    /// In many carts.
    static final long POPULAR = 101;

    /// In no catalogue, and yet in a few carts.
    static final long MISSING = 9999;

    /// id | name | SKU | cents | weight in kg, empty for what is not shipped
    private static final String SIMPLE =
            """
            101|Enamel Mug|MUG-01|1450|0.35
            102|Pour-over Set|POUR-02|3890|1.10
            103|House Blend, 1 kg|BEAN-03|2400|1.05
            104|Single Origin Ethiopia, 250 g|BEAN-04|1350|0.28
            105|Hand Grinder|GRIND-05|8900|0.60
            106|Gooseneck Kettle|KETTLE-06|6950|1.40
            107|Paper Filters (100)|FILT-07|690|0.12
            108|Espresso Cups, Set of 4|CUP-08|3200|0.90
            109|Milk Pitcher|PITCH-09|2150|0.30
            110|Digital Scale|SCALE-10|4490|0.45
            111|Cold Brew Bottle|COLD-11|2790|0.40
            112|Café "Nord" Poster|POST-12|1900|0.20
            113|Barista Course (online)|COURSE-13|14900|
            114|Gift Card|GIFT-14|5000|
            115|Recipe Book (PDF)|BOOK-15|1200|
            116|Espresso Machine|MACH-16|189900|18.50
            117|Descaler & Brush|CARE-17|1195|0.50
            118|Travel Press|PRESS-18|3450|0.38
            119|Bean Subscription Sample|BEAN-19|0|0.10
            120|Ceramic Dripper|DRIP-20|2650|0.42
            """;

    private static final long APRON = 200;
    private static final long SHIRT = 300;
    private static final Map<String, String> SIZES = ordered("s", "S", "m", "M", "l", "L");
    private static final Map<String, String> COLOURS =
            ordered("black", "Black", "olive", "Olive", "sand", "Sand");

    private static final List<Article> ARTICLES = articles();

    private DemoCatalogue() {}

    /// Something that can lie in a cart.
    ///
    /// @param cents price in US cents
    /// @param weight in kg, empty for what is not shipped
    record Article(
            long productId,
            long variationId,
            String name,
            String title,
            String sku,
            long cents,
            String weight,
            Map<String, String> variation) {
        boolean shipped() {
            return !weight.isEmpty();
        }
    }

    static List<Article> all() {
        return ARTICLES;
    }

    static List<Coupon> coupons() {
        return List.of(
                new Coupon(501, "autumn10", "percent", "10", true),
                new Coupon(502, "friends20", "percent", "20", true),
                new Coupon(503, "freeship", "fixed_cart", "0", true),
                new Coupon(504, "summer05", "percent", "5", false));
    }

    static List<Product> products() {
        var products = new ArrayList<Product>();
        products.add(
                parent(APRON, "Canvas Apron", "APRON", Map.of("attribute_pa_color", colour())));
        var both = new LinkedHashMap<String, Attribute>();
        both.put("attribute_pa_size", size());
        both.put("attribute_pa_color", colour());
        products.add(parent(SHIRT, "Roastery Shirt", "SHIRT", both));
        ARTICLES.forEach(article -> products.add(product(article)));
        return products;
    }

    private static List<Article> articles() {
        var articles = new ArrayList<Article>();
        SIMPLE.lines().map(DemoCatalogue::simple).forEach(articles::add);
        COLOURS.forEach((slug, colour) -> articles.add(apron(articles.size(), slug, colour)));
        SIZES.forEach(
                (size, shownSize) ->
                        COLOURS.forEach(
                                (colour, shownColour) ->
                                        articles.add(
                                                shirt(
                                                        articles.size(),
                                                        ordered(
                                                                "attribute_pa_size",
                                                                size,
                                                                "attribute_pa_color",
                                                                colour),
                                                        shownSize + ", " + shownColour))));
        return List.copyOf(articles);
    }

    private static Article simple(String line) {
        String[] part = line.split("\\|", -1);
        long cents = Long.parseLong(part[3]);
        return new Article(
                Long.parseLong(part[0]), 0, part[1], part[1], part[2], cents, part[4], Map.of());
    }

    private static Article apron(int number, String slug, String colour) {
        return new Article(
                APRON,
                APRON + number,
                "Canvas Apron - " + colour,
                "Canvas Apron",
                "APRON-" + slug,
                3600,
                "0.45",
                Map.of("attribute_pa_color", slug));
    }

    private static Article shirt(int number, Map<String, String> variation, String shown) {
        return new Article(
                SHIRT,
                SHIRT + number,
                "Roastery Shirt - " + shown,
                "Roastery Shirt",
                "SHIRT-" + String.join("-", variation.values()),
                2800,
                "0.22",
                variation);
    }

    private static Product product(Article article) {
        boolean variation = article.variationId() != 0;
        var attributes = new LinkedHashMap<String, Attribute>();
        if (article.variation().containsKey("attribute_pa_size")) {
            attributes.put("attribute_pa_size", size());
        }
        if (article.variation().containsKey("attribute_pa_color")) {
            attributes.put("attribute_pa_color", colour());
        }
        return new Product(
                variation ? article.variationId() : article.productId(),
                variation ? article.productId() : 0,
                variation ? "variation" : "simple",
                article.name(),
                article.title(),
                slug(article.name()),
                article.sku(),
                article.cents(),
                article.weight(),
                "",
                "",
                "",
                "",
                !article.shipped(),
                false,
                "no",
                "instock",
                null,
                true,
                attributes);
    }

    private static Product parent(
            long id, String name, String sku, Map<String, Attribute> attributes) {
        return new Product(
                id,
                0,
                "variable",
                name,
                name,
                slug(name),
                sku,
                null,
                "",
                "",
                "",
                "",
                "",
                false,
                false,
                "no",
                "instock",
                null,
                true,
                attributes);
    }

    private static Attribute size() {
        return new Attribute("Size", SIZES);
    }

    private static Attribute colour() {
        return new Attribute("Color", COLOURS);
    }

    private static String slug(String name) {
        return DemoPeople.ascii(name);
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
