package dev.cartwright.demo;

import dev.cartwright.cart.AppliedCoupon;
import dev.cartwright.cart.CartItem;
import dev.cartwright.cart.Data;
import dev.cartwright.cart.Fee;
import dev.cartwright.cart.Totals;
import dev.cartwright.demo.DemoCatalogue.Article;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Fills one cart and adds it up.
final class DemoBasket {
    private static final int MAX_KINDS = 5;
    private static final long SHIPPING_CENTS = 590;
    private static final long FREE_SHIPPING_CENTS = 10_000;
    private static final long WRAPPING_CENTS = 350;

    private final Market market;
    private final RandomGenerator random;
    private final List<CartItem> items = new ArrayList<>();
    private final List<CartItem> removed = new ArrayList<>();
    private final List<AppliedCoupon> coupons = new ArrayList<>();
    private final List<Fee> fees = new ArrayList<>();
    private boolean shipped;
    private boolean shippingIsFree;

    DemoBasket(Market market, RandomGenerator random) {
        this.market = market;
        this.random = random;
    }

    /// @param missingProduct whether one of the products is in no catalogue
    void fill(boolean missingProduct) {
        List<Article> picked = pick(1 + random.nextInt(MAX_KINDS));
        int percent = percent();
        for (Article article : picked) {
            items.add(item(article, percent));
            shipped |= article.shipped();
        }
        if (missingProduct) {
            items.add(item(gone(), percent));
        }
        if (random.nextInt(10) == 0) {
            removed.addAll(removal(picked));
        }
        coupon(percent);
        if (shipped && random.nextInt(10) == 0) {
            long amount = market.price(WRAPPING_CENTS);
            fees.add(new Fee("gift-wrapping", "Gift wrapping", amount, market.tax(amount)));
        }
    }

    List<CartItem> items() {
        return items;
    }

    List<CartItem> removed() {
        return removed;
    }

    List<AppliedCoupon> coupons() {
        return coupons;
    }

    List<Fee> fees() {
        return fees;
    }

    Totals totals() {
        long subtotal = 0;
        long subtotalTax = 0;
        long afterDiscount = 0;
        long afterDiscountTax = 0;
        for (CartItem item : items) {
            subtotal += item.lineSubtotal();
            subtotalTax += item.lineSubtotalTax();
            afterDiscount += item.lineTotal();
            afterDiscountTax += item.lineTax();
        }
        long fee = fees.stream().mapToLong(Fee::amount).sum();
        long feeTax = fees.stream().mapToLong(Fee::tax).sum();
        long shipping = shipping(subtotal);
        long shippingTax = market.tax(shipping);
        long tax = afterDiscountTax + feeTax + shippingTax;
        return new Totals(
                subtotal,
                subtotalTax,
                subtotal - afterDiscount,
                subtotalTax - afterDiscountTax,
                shipping,
                shippingTax,
                fee,
                feeTax,
                afterDiscount + fee + shipping + tax,
                tax);
    }

    /// Empty for an empty cart, as WooCommerce has it.
    String hash() {
        if (items.isEmpty()) {
            return "";
        }
        var text = new StringBuilder();
        for (CartItem item : items) {
            text.append(item.key()).append('x').append(item.quantity().toPlainString()).append(';');
        }
        return md5(text.append(totals().total()).toString());
    }

    private long shipping(long subtotal) {
        boolean free = shippingIsFree || subtotal >= market.price(FREE_SHIPPING_CENTS);
        return shipped && !free ? market.price(SHIPPING_CENTS) : 0;
    }

    /// Different articles, the popular one more often than the others.
    private List<Article> pick(int kinds) {
        List<Article> all = DemoCatalogue.all();
        var picked = new ArrayList<Article>();
        while (picked.size() < kinds) {
            boolean popular = random.nextInt(12) == 0;
            Article article = popular ? all.getFirst() : all.get(random.nextInt(all.size()));
            if (!picked.contains(article)) {
                picked.add(article);
            }
        }
        return picked;
    }

    private int percent() {
        int draw = random.nextInt(100);
        if (draw < 10) {
            return 10;
        }
        return draw < 15 ? 20 : 0;
    }

    private void coupon(int percent) {
        if (percent > 0) {
            Totals sum = totals();
            String code = percent == 10 ? "autumn10" : "friends20";
            coupons.add(new AppliedCoupon(code, sum.discountTotal(), sum.discountTax()));
        } else if (random.nextInt(20) == 0) {
            shippingIsFree = true;
            coupons.add(new AppliedCoupon("freeship", 0, 0));
        }
    }

    /// Something else than what is in the cart.
    private List<CartItem> removal(List<Article> picked) {
        Article article = pick(1).getFirst();
        return picked.contains(article) ? List.of() : List.of(item(article, 0));
    }

    private CartItem item(Article article, int percent) {
        long quantity = random.nextInt(3) == 0 ? 2 + random.nextInt(4) : 1;
        long subtotal = market.price(article.cents()) * quantity;
        long total = subtotal - (subtotal * percent + 50) / 100;
        Map<String, Data> custom =
                random.nextInt(25) == 0
                        ? Map.of("gift_message", new Data.Text("Alles Gute! – Mia & Tom"))
                        : Map.of();
        return new CartItem(
                md5(
                        article.productId()
                                + "_"
                                + article.variationId()
                                + article.variation()
                                + custom),
                article.productId(),
                article.variationId(),
                BigDecimal.valueOf(quantity),
                article.variation(),
                subtotal,
                market.tax(subtotal),
                total,
                market.tax(total),
                custom,
                null,
                null,
                null);
    }

    private static Article gone() {
        return new Article(
                DemoCatalogue.MISSING, 0, "Gone", "Gone", "GONE", 1990, "0.10", Map.of());
    }

    private static String md5(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has MD5", impossible);
        }
    }
}
