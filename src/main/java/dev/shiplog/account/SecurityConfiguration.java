package dev.shiplog.account;

import dev.shiplog.site.PublicAddress;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.annotation.web.configurers.LogoutConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.context.DelegatingSecurityContextRepository;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.firewall.HttpStatusRequestRejectedHandler;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Who gets past the front door: one chain of filters for the API, one for the pages. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self';"
          + " connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /** Characters of an address that its cookie surely holds: browsers keep 4,096 bytes. */
  private static final int LONGEST_WANTED = 2_000;

  /** The first dispatch was let in; what follows belongs to it. */
  private static final DispatcherType[] LATER_DISPATCHES = {
    DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD
  };

  @Bean
  @Order(1)
  SecurityFilterChain apiChain(
      HttpSecurity http,
      AuthenticationManager passwords,
      Tokens tokens,
      Viewers viewers,
      SecurityContextRepository contexts,
      CsrfTokenRepository csrfTokens,
      PublicAddress address,
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
    ApiProblems problems = new ApiProblems(resolver);
    return http.securityMatcher("/api/**")
        .headers(headers -> headers(headers, address))
        .securityContext(context -> context.securityContextRepository(contexts))
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.NEVER))
        .requestCache(cache -> cache.disable())
        .logout(LogoutConfigurer::disable)
        .csrf(
            csrf ->
                csrf.csrfTokenRepository(csrfTokens)
                    .requireCsrfProtectionMatcher(SecurityConfiguration::needsCsrfToken))
        .exceptionHandling(
            it -> it.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(LATER_DISPATCHES)
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .addFilterBefore(problems, SecurityContextHolderFilter.class)
        .addFilterAt(
            new HeaderSignInFilter(passwords, tokens, problems), BasicAuthenticationFilter.class)
        .addFilterBefore(new CurrentAccountFilter(viewers), AnonymousAuthenticationFilter.class)
        .build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain pageChain(
      HttpSecurity http,
      FirstStart firstStart,
      Viewers viewers,
      SecurityContextRepository contexts,
      CsrfTokenRepository csrfTokens,
      PublicAddress address,
      RequestCache wanted) {
    return http.headers(headers -> headers(headers, address))
        .securityContext(context -> context.securityContextRepository(contexts))
        .requestCache(cache -> cache.requestCache(wanted))
        .csrf(csrf -> csrf.csrfTokenRepository(csrfTokens))
        .logout(logout -> logout.logoutSuccessUrl("/login?signedOut").deleteCookies("JSESSIONID"))
        .exceptionHandling(it -> it.authenticationEntryPoint(pageEntryPoint(firstStart)))
        .authorizeHttpRequests(
            requests ->
                requests
                    .dispatcherTypeMatchers(LATER_DISPATCHES)
                    .permitAll()
                    .requestMatchers("/login", "/setup", "/error", "/actuator/health/**")
                    .permitAll()
                    .requestMatchers("/*.css", "/*.js", "/*.svg", "/favicon.ico")
                    .permitAll()
                    .requestMatchers("/webjars/**", "/samples/**")
                    .permitAll()
                    .anyRequest()
                    .authenticated())
        .addFilterBefore(new OutageFilter(), SecurityContextHolderFilter.class)
        .addFilterBefore(new UnreadableParametersFilter(), SecurityContextHolderFilter.class)
        .addFilterBefore(new CurrentAccountFilter(viewers), AnonymousAuthenticationFilter.class)
        .build();
  }

  @Bean
  @Primary
  static PasswordEncoder passwordEncoder() {
    return BoundedPasswordEncoder.ofThisMachine();
  }

  /** Apart, so that a flood of them leaves the other to those who are known. */
  @Bean
  static PasswordEncoder passwordsOfStrangers() {
    return BoundedPasswordEncoder.ofThisMachine();
  }

  @Bean
  AuthenticationManager authenticationManager(PasswordSignIn passwords) {
    return new ProviderManager(passwords);
  }

  @Bean
  static SecurityContextRepository securityContextRepository() {
    return new DelegatingSecurityContextRepository(
        new RequestAttributeSecurityContextRepository(),
        new HttpSessionSecurityContextRepository());
  }

  @Bean
  static CsrfTokenRepository csrfTokenRepository(PublicAddress address) {
    return new CsrfTokens(address);
  }

  /** In a cookie: what strangers ask for is theirs to remember. */
  @Bean
  static RequestCache requestCache(PublicAddress address) {
    CookieRequestCache cache = new CookieRequestCache();
    cache.setRequestMatcher(SecurityConfiguration::isPageView);
    cache.setCookieCustomizer(
        cookie -> {
          cookie.setSecure(cookie.getSecure() || address.isTls());
          cookie.setAttribute("SameSite", "Lax");
        });
    return cache;
  }

  @Bean
  RequestRejectedHandler requestRejectedHandler(
      @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
    HttpStatusRequestRejectedHandler elsewhere = new HttpStatusRequestRejectedHandler();
    return (request, response, e) -> {
      if (resolver.resolveException(request, response, null, e) == null) {
        elsewhere.handle(request, response, e);
      }
    };
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers, PublicAddress address) {
    headers
        .httpStrictTransportSecurity(
            hsts -> hsts.requestMatcher(address::isTls).includeSubDomains(false))
        .contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN));
  }

  /**
   * Writes that a browser may have been tricked into: those with a session, and those with a
   * password that the browser remembered and sends by itself. Programs send neither Origin nor
   * Sec-Fetch-Site, and browsers never send a Bearer token by themselves.
   */
  private static boolean needsCsrfToken(HttpServletRequest request) {
    if (READS.contains(request.getMethod())) {
      return false;
    }
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization == null) {
      return request.getSession(false) != null;
    }
    boolean fromBrowser =
        request.getHeader("Sec-Fetch-Site") != null
            || request.getHeader(HttpHeaders.ORIGIN) != null;
    return fromBrowser && authorization.regionMatches(true, 0, "Basic", 0, 5);
  }

  private static boolean isPageView(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        && !"websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE))
        && request.getHeader("X-Requested-With") == null
        && request.getHeader("HX-Request") == null
        && !request.getServletPath().equals("/favicon.ico")
        && addressLength(request) <= LONGEST_WANTED;
  }

  private static int addressLength(HttpServletRequest request) {
    String query = request.getQueryString();
    return request.getRequestURI().length() + (query == null ? 0 : query.length());
  }

  private static AuthenticationEntryPoint pageEntryPoint(FirstStart firstStart) {
    var socket = PathPatternRequestMatcher.withDefaults().matcher("/deployments/*/stream");
    AuthenticationEntryPoint refuse = new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED);
    return (request, response, e) -> {
      if (socket.matches(request)) {
        refuse.commence(request, response, e);
      } else {
        String page = firstStart.isOpen() ? "/setup" : "/login";
        response.sendRedirect(request.getContextPath() + page);
      }
    };
  }
}
