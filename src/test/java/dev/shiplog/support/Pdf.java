package dev.shiplog.support;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/**
 * A page on paper, as Chromium prints it.
 *
 * @param pages the text of each sheet, in reading order
 */
public record Pdf(List<String> pages) {

  /** Prints the page in the format its style sheet asks for, without the browser's own header. */
  public static Pdf of(Page page) {
    return of(page.pdf(new Page.PdfOptions().setPreferCSSPageSize(true)));
  }

  /** Reads the text of a PDF. */
  public static Pdf of(byte[] bytes) {
    try (PDDocument document = Loader.loadPDF(bytes)) {
      var stripper = new PDFTextStripper();
      List<String> texts = new ArrayList<>();
      for (int number = 1; number <= document.getNumberOfPages(); number++) {
        stripper.setStartPage(number);
        stripper.setEndPage(number);
        texts.add(stripper.getText(document));
      }
      return new Pdf(List.copyOf(texts));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many sheets it takes. */
  public int pageCount() {
    return pages.size();
  }

  /** The text of all sheets. */
  public String text() {
    return String.join("", pages);
  }
}
