package dev.cartwright.cli;

import dev.cartwright.access.Permission;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// WooCommerce's words for what a key allows.
final class PermissionConverter implements ITypeConverter<Permission> {
    @Override
    public Permission convert(String word) {
        return Permission.parse(word.toLowerCase(Locale.ROOT))
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "'%s' is not one of read, write, read_write"
                                                .formatted(word)));
    }
}
