package pk.rabta.referral;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the coming end of a clock is announced.
 *
 * @param dueSoon at most so long before the end, and never before three quarters of the time have passed; kept with each
 *                clock as it starts
 */
@ConfigurationProperties("rabta.clocks")
record NoticeSettings(@DefaultValue("1d") Duration dueSoon) {}
