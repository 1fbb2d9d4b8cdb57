package dev.shiplog.api;

import jakarta.servlet.RequestDispatcher;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webmvc.error.DefaultErrorAttributes;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.WebRequest;

/** The envelope also for what goes wrong under /api/ before Spring MVC is asked. */
@Component
class ApiErrorAttributes extends DefaultErrorAttributes {

  @Override
  public Map<String, Object> getErrorAttributes(WebRequest request, ErrorAttributeOptions options) {
    Map<String, Object> attributes = super.getErrorAttributes(request, options);
    Object path =
        request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI, RequestAttributes.SCOPE_REQUEST);
    if (path == null || !path.toString().startsWith(request.getContextPath() + "/api/")) {
      return attributes;
    }
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("success", false);
    envelope.put("message", sentence(attributes.get("status")));
    envelope.put("error", "");
    return envelope;
  }

  private static String sentence(Object status) {
    if (Integer.valueOf(HttpStatus.CONTENT_TOO_LARGE.value()).equals(status)) {
      return UnreadableBody.TOO_LARGE;
    }
    HttpStatus known = status instanceof Integer code ? HttpStatus.resolve(code) : null;
    return known == null ? "The request failed." : known.getReasonPhrase() + ".";
  }
}
