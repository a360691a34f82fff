<?xml version="1.0" encoding="UTF-8"?>
<!-- Elements that are left out where there is nothing to say. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:xs="http://www.w3.org/2001/XMLSchema"
    xmlns:e="urn:rabta:lib:elements" exclude-result-prefixes="#all">

  <!-- An element with a text, or nothing. -->
  <xsl:function name="e:text" as="element()?">
    <xsl:param name="name" as="xs:QName"/>
    <xsl:param name="value" as="xs:anyAtomicType?"/>
    <xsl:if test="exists($value)">
      <xsl:element name="{$name}" namespace="{namespace-uri-from-QName($name)}"><xsl:value-of select="$value"/></xsl:element>
    </xsl:if>
  </xsl:function>

  <!-- A name in Roman and Urdu script as elements roman and urdu of the same namespace, or nothing. -->
  <xsl:function name="e:name" as="element()?">
    <xsl:param name="name" as="xs:QName"/>
    <xsl:param name="value" as="map(*)?"/>
    <xsl:variable name="namespace" select="namespace-uri-from-QName($name)"/>
    <xsl:if test="exists($value?roman) or exists($value?urdu)">
      <xsl:element name="{$name}" namespace="{$namespace}">
        <xsl:sequence select="e:text(QName($namespace, 'roman'), $value?roman)"/>
        <xsl:sequence select="e:text(QName($namespace, 'urdu'), $value?urdu)"/>
      </xsl:element>
    </xsl:if>
  </xsl:function>
</xsl:stylesheet>
