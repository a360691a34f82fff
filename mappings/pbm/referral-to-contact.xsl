<?xml version="1.0" encoding="UTF-8"?>
<!-- How the applicant may be reached from now on: the whole of it, so that nothing of before remains. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:rabta:mapping"
    xmlns:e="urn:rabta:lib:elements" xmlns="urn:pbm:ifa:1" exclude-result-prefixes="#all">
  <xsl:import href="../lib/pbm.xsl"/>
  <xsl:param name="document" as="map(*)"/>

  <xsl:template name="xsl:initial-template">
    <ChangeContact>
      <xsl:call-template name="case"/>
      <xsl:call-template name="contact"/>
    </ChangeContact>
  </xsl:template>
</xsl:stylesheet>
