package pk.rabta.content;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.SimpleBeanDefinitionRegistry;
import org.springframework.context.annotation.AnnotationBeanNameGenerator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** The beans that routes may call: the application's components by name, and what its configurations make. */
final class RouteBeans {

    private final Map<String, Class<?>> beans = new TreeMap<>();

    RouteBeans() {
        var scanner = new ClassPathScanningCandidateComponentProvider(true);
        var names = AnnotationBeanNameGenerator.INSTANCE;
        for (BeanDefinition found : scanner.findCandidateComponents("pk.rabta")) {
            Class<?> type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()), null);
            if (type.getProtectionDomain().getCodeSource().getLocation().getPath().contains("/test-classes")) {
                continue;
            }
            beans.put(names.generateBeanName(found, new SimpleBeanDefinitionRegistry()), type);
            if (type.isAnnotationPresent(Configuration.class)) {
                Arrays.stream(type.getDeclaredMethods()).filter(m -> m.isAnnotationPresent(Bean.class))
                        .forEach(this::made);
            }
        }
    }

    private void made(Method method) {
        String[] given = method.getAnnotation(Bean.class).value();
        beans.put(given.length == 0 ? method.getName() : given[0], method.getReturnType());
    }

    /** What is wrong with a bean step. */
    List<String> check(JsonNode step) {
        String ref = step.path("ref").asText();
        String method = step.path("method").asText().replaceFirst("\\(.*", "");
        Class<?> type = beans.get(ref);
        if (type == null) {
            return List.of("there is no bean '" + ref + "' in the application");
        }
        if (method.isEmpty()) {
            return List.of("the step of bean '" + ref + "' names no method");
        }
        boolean known = Arrays.stream(type.getMethods())
                .anyMatch(m -> m.getName().equals(method) && Modifier.isPublic(m.getModifiers()));
        return known ? List.of() : List.of("bean '" + ref + "' (" + type.getName() + ") has no public method '"
                + method + "'");
    }
}
