package dev.cartwright.store.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cartwright.Soon;
import dev.cartwright.event.Actor;
import dev.cartwright.shop.Coupon;
import dev.cartwright.shop.Product;
import dev.cartwright.store.sql.Database;
import dev.cartwright.store.sql.MigratedSqlite;
import dev.cartwright.store.sql.SqlConsumerKeyStore;
import dev.cartwright.store.sql.SqlSessionStore;
import dev.cartwright.store.sql.SqlShopStore;
import dev.cartwright.store.sql.SqlUserStore;
import dev.cartwright.access.ImportKeys;
import dev.cartwright.woocommerce.ImportWooCommerce;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueKeeperTest {
    private final Path directory;
    private final Attached attached;

    CatalogueKeeperTest(@TempDir Path directory) {
        this.directory = directory;
        attached = Attached.open(directory);
        attached.keys.refresh();
        attached.keys.refreshCatalogue();
    }

    @AfterEach
    void close() {
        attached.close();
    }

    private Optional<Product> product(long id) {
        return attached.own.shop().product(id);
    }

    /// Which is proven to be as WooCommerce shows it.
    @Test
    void theCopiesAreThoseThatAnImportOfTheDumpMakes() throws Exception {
        Path dump = directory.resolve("store.sql.gz");
        try (InputStream in =
                CatalogueKeeperTest.class.getResourceAsStream("/recorded/store/store.sql.gz")) {
            Files.copy(Objects.requireNonNull(in), dump);
        }
        try (Database other = MigratedSqlite.open(directory.resolve("other.db"), attached.clock)) {
            var shop = new SqlShopStore(other);
            var keys = new SqlConsumerKeyStore(other);
            new ImportWooCommerce(
                            new SqlSessionStore(other),
                            new SqlUserStore(other),
                            shop,
                            new ImportKeys(keys, attached.sealing, attached.clock),
                            attached.clock)
                    .run(dump, Optional.empty(), (_, _, _) -> {});
            for (long id = 0; id < 200; id++) {
                assertThat(product(id)).as("product " + id).isEqualTo(shop.product(id));
            }
            assertThat(product(36)).isPresent();
            assertThat(attached.own.shop().settings()).isEqualTo(shop.settings());
            for (long id = 1; id <= 6; id++) {
                assertThat(attached.own.keys().find(id).orElseThrow().terms())
                        .isEqualTo(keys.find(id).orElseThrow().terms());
            }
        }
    }

    @Test
    void anotherPassWritesNothing() {
        long revision = attached.own.shop().revision();
        attached.keys.refreshCatalogue();
        assertThat(attached.own.shop().revision()).isEqualTo(revision);
        assertThat(attached.keys.catalogueAge()).isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void aPassFindsWhatWasChangedAndRemoved() {
        attached.run(
                "UPDATE wp_postmeta SET meta_value = '3' WHERE post_id = 13 AND meta_key = '_price'",
                "DELETE FROM wp_posts WHERE ID IN (14, 38)");
        attached.own
                .shop()
                .importCoupons(List.of(new Coupon(1, "gone", "percent", "1", true)), Actor.IMPORT);
        attached.keys.refreshCatalogue();
        assertThat(product(13).orElseThrow().price()).isEqualTo(300);
        assertThat(product(14)).isEmpty();
        assertThat(product(38)).isEmpty();
        assertThat(attached.own.shop().coupon("gone")).isEmpty();
    }

    @Test
    void whatIsSavedInWordPressIsSeenSoon() {
        attached.keys.start();
        attached.keys.refreshCatalogue();
        attached.run(
                "UPDATE wp_posts SET post_title = 'Zipfelmütze', post_modified_gmt = '2030-01-01'"
                        + " WHERE ID = 13",
                "INSERT INTO wp_posts (post_author, post_title, post_name, post_status, post_type,"
                        + " post_modified_gmt, post_content, post_excerpt, to_ping, pinged,"
                        + " post_content_filtered) VALUES (1, 'TWENTY', 'twenty', 'publish',"
                        + " 'shop_coupon', '2030-01-01', '', '', '', '', '')");
        Soon.await("title", () -> product(13).orElseThrow().title().equals("Zipfelmütze"));
        Soon.await("coupon", () -> attached.own.shop().coupon("twenty").isPresent());
    }
}
