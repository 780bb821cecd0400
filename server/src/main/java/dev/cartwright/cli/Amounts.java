package dev.cartwright.cli;

import java.math.BigDecimal;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Plain decimal numbers, within what can be compared at all.
final class Amounts implements ITypeConverter<BigDecimal> {
    @Override
    public BigDecimal convert(String typed) {
        if (!typed.matches("-?[0-9]{1,15}(\\.[0-9]{1,6})?")) {
            throw new TypeConversionException(
                    "'%s' is no amount; write it as 49.99".formatted(typed));
        }
        return new BigDecimal(typed);
    }
}
