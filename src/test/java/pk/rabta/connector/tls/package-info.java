/** Partners behind TLS, with certificates of a private authority that is made for each test. */
package pk.rabta.connector.tls;
