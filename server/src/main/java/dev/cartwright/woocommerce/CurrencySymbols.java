package dev.cartwright.woocommerce;

import java.util.Map;
import java.util.stream.Collectors;

/// The signs that WooCommerce shows for currencies, as plain text.
final class CurrencySymbols {
    private static final String TABLE =
            """
            AED د.إ
            AFN ؋
            ALL L
            AMD AMD
            ANG ƒ
            AOA Kz
            ARS $
            AUD $
            AWG Afl.
            AZN ₼
            BAM KM
            BBD $
            BDT ৳
            BGN лв.
            BHD .د.ب
            BIF Fr
            BMD $
            BND $
            BOB Bs.
            BRL R$
            BSD $
            BTC ฿
            BTN Nu.
            BWP P
            BYR Br
            BYN Br
            BZD $
            CAD $
            CDF Fr
            CHF CHF
            CLP $
            CNY ¥
            COP $
            CRC ₡
            CUC $
            CUP $
            CVE $
            CZK Kč
            DJF Fr
            DKK kr.
            DOP RD$
            DZD د.ج
            EGP EGP
            ERN Nfk
            ETB Br
            EUR €
            FJD $
            FKP £
            GBP £
            GEL ₾
            GGP £
            GHS ₵
            GIP £
            GMD D
            GNF Fr
            GTQ Q
            GYD $
            HKD $
            HNL L
            HRK kn
            HTG G
            HUF Ft
            IDR Rp
            ILS ₪
            IMP £
            INR ₹
            IQD د.ع
            IRR ﷼
            IRT تومان
            ISK kr.
            JEP £
            JMD $
            JOD د.ا
            JPY ¥
            KES KSh
            KGS сом
            KHR ៛
            KMF Fr
            KPW ₩
            KRW ₩
            KWD د.ك
            KYD $
            KZT ₸
            LAK ₭
            LBP ل.ل
            LKR රු
            LRD $
            LSL L
            LYD د.ل
            MAD د.م.
            MDL MDL
            MGA Ar
            MKD ден
            MMK Ks
            MNT ₮
            MOP P
            MRU UM
            MUR ₨
            MVR .ރ
            MWK MK
            MXN $
            MYR RM
            MZN MT
            NAD N$
            NGN ₦
            NIO C$
            NOK kr
            NPR ₨
            NZD $
            OMR ر.ع.
            PAB B/.
            PEN S/
            PGK K
            PHP ₱
            PKR ₨
            PLN zł
            PRB р.
            PYG ₲
            QAR ر.ق
            RMB ¥
            RON lei
            RSD рсд
            RUB ₽
            RWF Fr
            SAR ر.س
            SBD $
            SCR ₨
            SDG ج.س.
            SEK kr
            SGD $
            SHP £
            SLL Le
            SOS Sh
            SRD $
            SSP £
            STN Db
            SYP ل.س
            SZL E
            THB ฿
            TJS ЅМ
            TMT m
            TND د.ت
            TOP T$
            TRY ₺
            TTD $
            TWD NT$
            TZS Sh
            UAH ₴
            UGX UGX
            USD $
            UYU $
            UZS UZS
            VEF Bs F
            VES Bs.
            VND ₫
            VUV Vt
            WST T
            XAF CFA
            XCD $
            XOF CFA
            XPF XPF
            YER ﷼
            ZAR R
            ZMW ZK
            """;

    private static final Map<String, String> SYMBOLS =
            TABLE.lines()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    line -> line.substring(0, 3), line -> line.substring(4)));

    private CurrencySymbols() {}

    /// The code itself where no sign is known.
    static String of(String code) {
        return SYMBOLS.getOrDefault(code, code);
    }
}
