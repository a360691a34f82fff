package pk.rabta.sandbox;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Hears the statements that the hub makes while it answers requests; deaf unless a test listens. */
public final class SqlEar implements BeanPostProcessor {

    /** Threads that answer nobody: timers, queues, files, the hub's own care. */
    private static final String ELSE = "timer|jms|sftp|file:|schedul|lease|hikari|smtp";

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private volatile boolean listening;

    /** The texts of the statements made while that runs, in order. One test listens at a time. */
    public synchronized <T> Heard<T> during(Supplier<T> request) {
        heard.clear();
        listening = true;
        try {
            T answer = request.get();
            return new Heard<>(answer, List.copyOf(heard));
        } finally {
            listening = false;
        }
    }

    /** What came of it, and what was said to the database. */
    public record Heard<T>(T answer, List<String> statements) {}

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof HikariDataSource)) {
            return bean;
        }
        ProxyFactory proxy = new ProxyFactory(bean);
        proxy.setProxyTargetClass(true);
        proxy.addAdvice((MethodInterceptor) call -> {
            Object result = call.proceed();
            return listening && result instanceof Connection connection ? wiretapped(connection) : result;
        });
        return proxy.getProxy();
    }

    private Connection wiretapped(Connection connection) {
        return (Connection) Proxy.newProxyInstance(SqlEar.class.getClassLoader(), new Class<?>[] {Connection.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("prepareStatement") && !Thread.currentThread().getName()
                            .toLowerCase(Locale.ROOT).matches(".*(" + ELSE + ").*")) {
                        heard.add((String) arguments[0]);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
