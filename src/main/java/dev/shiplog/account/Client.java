package dev.shiplog.account;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import org.springframework.web.util.WebUtils;

/**
 * Where an attempt to sign in comes from.
 *
 * @param network the address, of IPv6 its first 64 bits: the rest is the client's to choose
 * @param browserMark what the browser brings from earlier sign-ins, see {@link KnownBrowsers};
 *     empty if nothing
 */
record Client(String network, String browserMark) {

  private static final int NETWORK_BYTES = 8;

  static Client of(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, KnownBrowsers.COOKIE);
    return new Client(network(request.getRemoteAddr()), cookie == null ? "" : cookie.getValue());
  }

  private static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      // An address of digits is not looked up anywhere.
      return InetAddress.getByName(address) instanceof Inet6Address wide
          ? HexFormat.of().formatHex(wide.getAddress(), 0, NETWORK_BYTES)
          : address;
    } catch (UnknownHostException e) {
      return address;
    }
  }
}
