package pk.rabta.operations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import pk.rabta.partner.Term;

/**
 * How the clocks of referrals are told.
 *
 * @param grace     between the breach and its escalation
 * @param heartbeat a referral that a partner works on is late when nothing was heard for so long
 */
@ConfigurationProperties("rabta.clocks")
record ClockSettings(@DefaultValue("2wd") Term grace, @DefaultValue("30d") Duration heartbeat) {}
