package dev.cartwright.wire;

import java.time.Instant;

/// Moments as `2024-12-25T00:00:00`, always UTC and without a zone, as WordPress writes its
/// `_gmt` fields. By hand, because every element has two of them.
final class TimeText {
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long DAYS_PER_ERA = 146_097; // 400 Gregorian years
    private static final long DAYS_TO_EPOCH = 719_468; // from 0000-03-01

    private TimeText() {}

    static String of(Instant moment) {
        long second = moment.getEpochSecond();
        long day = Math.floorDiv(second, SECONDS_PER_DAY);
        int time = (int) Math.floorMod(second, SECONDS_PER_DAY);
        var text = new StringBuilder(24);
        date(text, day);
        text.append('T');
        twoDigits(text, time / 3600);
        text.append(':');
        twoDigits(text, time / 60 % 60);
        text.append(':');
        twoDigits(text, time % 60);
        return text.toString();
    }

    /// Counts years from March, so that the leap day comes last; then every month's first day
    /// follows from one straight line.
    private static void date(StringBuilder text, long epochDay) {
        long days = epochDay + DAYS_TO_EPOCH;
        long era = Math.floorDiv(days, DAYS_PER_ERA);
        int dayOfEra = (int) Math.floorMod(days, DAYS_PER_ERA);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        year(text, era * 400 + yearOfEra + (month <= 2 ? 1 : 0));
        text.append('-');
        twoDigits(text, month);
        text.append('-');
        twoDigits(text, dayOfMonth);
    }

    private static void year(StringBuilder text, long year) {
        long absolute = Math.abs(year);
        if (year < 0) {
            text.append('-');
        }
        for (long limit = 1000; limit > 1 && absolute < limit; limit /= 10) {
            text.append('0');
        }
        text.append(absolute);
    }

    private static void twoDigits(StringBuilder text, int value) {
        text.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }
}
