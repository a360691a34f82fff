<?xml version="1.0" encoding="UTF-8"?>
<!-- Asks the office to close the file and erase what it holds. It is not told why. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:rabta:mapping"
    xmlns:e="urn:rabta:lib:elements" xmlns="urn:pbm:ifa:1" exclude-result-prefixes="#all">
  <xsl:import href="../lib/pbm.xsl"/>
  <xsl:param name="document" as="map(*)"/>

  <xsl:template name="xsl:initial-template">
    <WithdrawApplication>
      <xsl:call-template name="case"/>
      <eraseData>true</eraseData>
    </WithdrawApplication>
  </xsl:template>
</xsl:stylesheet>
