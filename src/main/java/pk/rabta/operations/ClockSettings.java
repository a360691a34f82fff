package pk.rabta.operations;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import pk.rabta.partner.Term;

/**
 * How the clocks of referrals are told.
 *
 * @param dueSoon   at most so long before an answer is due, its coming end is announced; and never before three
 *                  quarters of the time have passed
 * @param grace     between the breach and its escalation
 * @param heartbeat a referral that a partner works on is late when nothing was heard for so long
 */
@ConfigurationProperties("rabta.clocks")
record ClockSettings(@DefaultValue("1d") Duration dueSoon, @DefaultValue("2wd") Term grace,
                     @DefaultValue("30d") Duration heartbeat) {}
