package pk.rabta;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the hub. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class RabtaApplication {

    public static void main(String[] args) {
        SpringApplication.run(RabtaApplication.class, args);
    }
}
