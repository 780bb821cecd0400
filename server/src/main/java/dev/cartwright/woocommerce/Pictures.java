package dev.cartwright.woocommerce;

import dev.cartwright.php.PhpReader;
import dev.cartwright.php.PhpResult;
import dev.cartwright.php.PhpValue;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// URLs of pictures in the size that carts show.
final class Pictures {
    private static final String SIZE = "woocommerce_thumbnail";

    private final String uploads;

    /// The whole picture's file, below the uploads.
    private final Map<Long, String> files = new HashMap<>();

    /// The small one's file, beside it.
    private final Map<Long, String> small = new HashMap<>();

    private Pictures(String uploads) {
        this.uploads = uploads;
    }

    /// @param wanted ids of attachments
    static Pictures read(ShopTables dump, Site site, String uploads, Set<Long> wanted)
            throws IOException {
        var pictures = new Pictures(uploads);
        if (!wanted.isEmpty()) {
            dump.rows(
                    site.table("postmeta"),
                    List.of("post_id", "meta_key", "meta_value"),
                    row -> {
                        if (wanted.contains(row.number("post_id"))) {
                            pictures.take(row);
                        }
                    });
        }
        return pictures;
    }

    private void take(DumpRow row) {
        long id = row.number("post_id");
        byte[] value = row.bytes("meta_value");
        switch (row.text("meta_key")) {
            case "_wp_attached_file" -> files.put(id, row.text("meta_value"));
            case "_wp_attachment_metadata" -> {
                if (value != null
                        && PhpReader.read(value) instanceof PhpResult.Decoded(var data, _, _)) {
                    String file = Scalars.words(size(data));
                    if (!file.isEmpty()) {
                        small.put(id, file);
                    }
                }
            }
            default -> {}
        }
    }

    private static PhpValue size(PhpValue data) {
        return PhpData.get(PhpData.get(PhpData.get(data, "sizes"), SIZE), "file");
    }

    /// Empty when there is no such picture.
    String url(long id) {
        String file = files.getOrDefault(id, "");
        if (file.isEmpty()) {
            return "";
        }
        String whole = file.contains("://") ? file : uploads + "/" + file;
        String name = small.getOrDefault(id, "");
        return name.isEmpty() ? whole : whole.substring(0, whole.lastIndexOf('/') + 1) + name;
    }

    /// The option names an attachment or a URL.
    static long attachment(String option) {
        return option.matches("[0-9]{1,18}") ? Long.parseLong(option) : 0;
    }
}
